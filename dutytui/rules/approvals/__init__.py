"""Approvals: requests that go from post to post by flows that the mall writes itself (MO, CA, LO, DC)."""
