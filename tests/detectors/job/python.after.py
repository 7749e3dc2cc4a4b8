# file: accounts/tasks.py
from celery import shared_task


# signal: job-added key="tidy_up_all" kind="background task"
@shared_task(bind=True, queue="slow")
def tidy_up_all(self):
    pass


@shared_task
def tidy_up():
    pass


# signal: job-added key="remind" schedule="crontab(hour=3)"
@app.periodic_task(run_every=crontab(hour=3))
async def remind():
    pass


def no_job():
    pass
# file: accounts/migrations/tasks.py
from celery import shared_task


@shared_task
def fill_column():
    pass
