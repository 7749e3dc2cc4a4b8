"""What looks like a statement and is none."""
import math

import numpy as np

# logger.info("a comment is no statement")
#     raise ValueError("nor is this")


def nothing(tracker, git, x, messages, form, self, table, writer):
    '''
    raise ValueError("a docstring is no statement")
    LOG.info("nor is this")
    '''
    math.log(10)
    np.log(x)
    np.log("x")
    self.info("not a logger")
    form.error("not a logger")
    dialog.warning("not a logger")
    catalog.error("not a logger")
    tracker.log("loss", 0.5)
    logger.log({"loss": 0.5})
    logger.log_metrics({"loss": 0.5})
    logger.setLevel("INFO")
    logger.info()
    logger.addHandler(handler)
    git.log("--oneline")
    blog.info("a blog post")
    messages.append("error")
    table.write("not the console")
    writer.echo("not the console")
    self.assertRaises(ValueError, lambda: nothing())
    exit()
    text = 'logger.info("a text is no statement")'
    def raise_(): pass
    return text
