"""Calls with each of several tokens in turn, since one client may make 20 requests a second."""

import itertools
import os

import schemathesis

tokens = itertools.cycle(os.environ["TOKENS"].split())


@schemathesis.auth(refresh_interval=None)
class NextToken:
    def get(self, case, context):
        return next(tokens)

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"
