"""A proxy that makes a connection slow: `python slow_line.py PORT SECONDS` adds SECONDS to each round trip to that port.

It prints the port at which it listens. Nothing is lost and nothing overtakes: half the delay lies on each way, as on a
long line. A program of its own, so that it does not wait for the test's turns.
"""

import asyncio
import socket
import sys
import time

HOST = "127.0.0.1"


async def carry(reader, writer, delay):
    line = asyncio.Queue()

    async def deliver():
        while (parcel := await line.get()) is not None:
            due, data = parcel
            await asyncio.sleep(due - time.monotonic())
            writer.write(data)
            await writer.drain()
        writer.close()

    async with asyncio.TaskGroup() as both:
        both.create_task(deliver())
        while data := await reader.read(2**16):
            line.put_nowait((time.monotonic() + delay, data))
        line.put_nowait(None)


async def main(port, delay):
    async def meet(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(HOST, port)
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(
            carry(reader, far_writer, delay / 2), carry(far_reader, writer, delay / 2), return_exceptions=True
        )

    async with await asyncio.start_server(meet, HOST, 0) as proxy:
        print(proxy.sockets[0].getsockname()[1], flush=True)
        await proxy.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
