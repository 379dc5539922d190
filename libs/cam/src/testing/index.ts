export { aCampaign } from './a-campaign.ts';
export { aClient } from './a-client.ts';
export { aLead } from './a-lead.ts';
export { aLeadFile } from './a-lead-file.ts';
export { anInboundRow } from './an-inbound-row.ts';
export { absenceNotice, bounceNotice, humanReply, seenLetter } from './scripted-mail.ts';
export { aMailboxRow, anEmptyVault } from './a-mailbox.ts';
