"""What the course asks of the Jupyter server: to send each message at once.

By default the server's socket holds a small message back until the browser has acknowledged the one
before (Nagle's algorithm), and the browser waits up to 40 ms before it does. A slider sends many small
messages, so it would stutter. The setting is in jupyter_server_config.json, beside this file.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class Prompt(ZMQChannelsWebsocketConnection):
    """The connection between a page and its kernel, with no delay."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()
