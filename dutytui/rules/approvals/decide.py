"""What may be done with requests, by whom and when: one line a command. (MO, CA, LO; domain §6.)"""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.rules.approvals import commands, decide_delegation, decide_more, decide_sign, decide_submit
from dutytui.rules.commands import Command
from dutytui.rules.context import Decision

DECISIONS: Mapping[type[Command], Decision] = {
    commands.SubmitRequest: decide_submit.submit,
    commands.SignRequest: decide_sign.sign,
    commands.RejectRequest: decide_sign.reject,
    commands.SendBack: decide_sign.send_back,
    commands.UnsignRequest: decide_sign.unsign,
    commands.TransferSeat: decide_sign.transfer,
    commands.AddSigner: decide_sign.add_signer,
    commands.ReviseRequest: decide_more.revise,
    commands.WithdrawRequest: decide_more.withdraw,
    commands.RemindSigners: decide_more.remind,
    commands.CopyRequest: decide_more.copy,
    commands.NoteRequest: decide_more.note,
    commands.CheckIn: decide_more.check_in,
    commands.FollowRequest: decide_more.follow,
    commands.SettleRequest: decide_more.settle,
    commands.GiveDelegation: decide_delegation.give,
    commands.EndDelegation: decide_delegation.end,
}
