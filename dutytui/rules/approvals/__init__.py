"""Approvals: requests that go from post to post by flows that the mall writes itself (MO, CA, LO, DC).

In the order in which they explain each other:

- what a mall writes: `flow` (steps), `form` (what is asked), `conditions` (what turns the way), `deadlines`; `branches`
  goes through every way that they leave open, and `recorded` puts a flow into the record of a request;
- how a request stands: `acts` (what was done, and who knew of what), `apart` (what can't both stand), `path` and
  `seats` (where it is to go, who may sign), then the engine: `course`, `play`, `verbs`, `position`;
- what may be done: `commands`, `decide` and the parts it hands on to (`decide_submit`, `decide_sign`, `decide_more`,
  `decide_delegation`), `at_hand`, `delegations`, `numbers`, `refusals`;
- what is seen: `outline` (once worked out, kept), `queue`, `request_view` with `act_view`, `told`, `outings`, all in
  the values of `views`;
- where the area meets the others: `fold`, `alarms`, `unsettled`, `disputes`.
"""
