"""Plans a project and builds a task with the official Python client; prints what it read last.

Usage: python_client.py SERVER ITEMS, where SERVER is the path of the openbacklog command and ITEMS is
the JSON input of plan_save.
"""

import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters


async def main(command: str, items: str) -> None:
    server = StdioServerParameters(command=command, args=["mcp"], env=dict(os.environ))
    async with Client(server) as client:
        await call(client, "plan_save", json.loads(items))
        await call(client, "task_update", {"ref": "T-1", "status": "doing"})
        print(await call(client, "plan_brief", {"ref": "T-1"}))


async def call(client: Client, verb: str, arguments: dict) -> str:
    result = await client.call_tool(verb, arguments)
    text = "\n".join(block.text for block in result.content)
    if result.is_error:
        sys.exit(f"{verb} was refused: {text}")
    return text


asyncio.run(main(*sys.argv[1:]))
