from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self) -> None:
        from programs import checks  # noqa: F401 - registers the checks
        from programs.learning import checks as learn_checks  # noqa: F401 - and those of the learn pages
        from assessments.withdrawals import add_words
        from programs.withdrawals import WORDS

        add_words(WORDS)
