# path: relay/main.py
from twisted.logger import Logger
from twisted.python import log as legacy

log = Logger()


class Command(BaseCommand):
    log = Logger()

    def handle(self, **options):
        # log: info "Listening on {options_port}" kinds=int fields=port logger=
        log.info("Listening on {port}", port=options["port"])
        self.log.failure("Lost {peer}", peer=peer)  # log: critical "Lost {peer}" kinds=any fields=peer logger=
        legacy.msg("An old message")
        # log: - "Imported {count} users" kinds=int logger=console
        self.stdout.write(self.style.SUCCESS("Imported %d users" % count))
        self.stderr.write("No file")  # log: - "No file" logger=console
        click.echo(f"Done in {elapsed} s")  # log: - "Done in {elapsed} s" kinds=duration logger=console
        # error: CommandError "No such user: {user}" kinds=any audience=operator
        raise CommandError("No such user: %s" % options["user"])
