from django.apps import AppConfig
from django.core.checks import register


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        from assessments.withdrawals import add_words
        from programs.checks import content, pictures
        from programs.learning.checks import learn_content
        from programs.withdrawals import WORDS

        register(content)
        register(pictures)
        register(learn_content)
        add_words(WORDS)
