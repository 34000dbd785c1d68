import django.db.models.deletion
import programs.models
import uuid
from django.conf import settings
from django.db import migrations, models


def one_programme_for_plans_that_started_together(apps, schema_editor):
    programmes = {}
    for plan in apps.get_model("programs", "Plan").objects.order_by("pk"):
        plan.programme = programmes.setdefault((plan.person_id, plan.started_on), uuid.uuid4())
        plan.save(update_fields=["programme"])


def days_have_the_minutes_of_their_plan(apps, schema_editor):
    for plan in apps.get_model("programs", "Plan").objects.all():
        plan.day_plans.update(minutes=plan.minutes)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('programs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='dayplan',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=15, help_text="of this day: fewer than the plan's on a busy day"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='dayplan',
            name='news',
            field=models.JSONField(default=dict, help_text='by item: the step that changed it since the day before, or why it rests today'),
        ),
        migrations.AddField(
            model_name='plan',
            name='preferences',
            field=models.JSONField(default=programs.models.no_preferences, help_text='what the person left out or chose an easier version of, as the plan was made'),
        ),
        migrations.AddField(
            model_name='plan',
            name='programme',
            field=models.UUIDField(default=uuid.uuid4, editable=False, help_text='shared by the plans of one course: progress goes on with them'),
        ),
        migrations.AddField(
            model_name='plan',
            name='would_change',
            field=models.JSONField(default=list, help_text='which single answer, minute or thing would change the plan'),
        ),
        migrations.AlterField(
            model_name='dayplan',
            name='kind',
            field=models.CharField(choices=[('normal', 'Usual'), ('busy', 'Busy'), ('sore', 'Sore')], default='normal', max_length=6),
        ),
        migrations.CreateModel(
            name='NextMorning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op', models.UUIDField()),
                ('local_date', models.DateField(help_text='the morning itself: it speaks of the practice on the day before')),
                ('pain_next_morning', models.PositiveSmallIntegerField()),
                ('said_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='next_mornings', to='accounts.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'local_date'], name='next_morning_by_date')],
                'constraints': [models.UniqueConstraint(fields=('person', 'op'), name='next_morning_stored_once'), models.CheckConstraint(condition=models.Q(('pain_next_morning__lte', 10)), name='next_morning_is_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60)),
                ('choice', models.CharField(choices=[('leave_out', 'Left out of the plan'), ('prefer_easier', 'An easier version')], max_length=13)),
                ('since', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to='accounts.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'item'), name='one_preference_per_item')],
            },
        ),
        migrations.CreateModel(
            name='ProgressionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('item', models.CharField(blank=True, help_text='as prescribed; `after` says which item stands for it', max_length=60)),
                ('action', models.CharField(help_text='of the decision table, or one of Action', max_length=20)),
                ('line', models.CharField(help_text='the row of the decision table, or the rule beside it', max_length=20)),
                ('light', models.CharField(blank=True, max_length=5)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('changes', models.JSONField(default=list)),
                ('because', models.JSONField(default=list)),
                ('practised_on', models.DateField(blank=True, null=True)),
                ('local_date', models.DateField(help_text="the person's day on which it was decided")),
                ('clinician_prompt', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('reason', models.TextField(blank=True, help_text="a clinician's own words", max_length=500)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progression_steps', to='accounts.person')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progression_steps', to='programs.plan')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'plan', 'item'], name='progression_by_item')],
            },
        ),
        migrations.RunPython(one_programme_for_plans_that_started_together, migrations.RunPython.noop),
        migrations.RunPython(days_have_the_minutes_of_their_plan, migrations.RunPython.noop),
    ]
