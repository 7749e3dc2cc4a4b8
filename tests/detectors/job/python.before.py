# file: accounts/tasks.py
from celery import shared_task


@shared_task
def tidy_up():
    pass
