/** What a confirmation message is made of. */
export interface ConfirmationFacts {
  readonly formTitle: string;
  readonly clientName: string;
  readonly senderName: string;
  readonly postalAddress: string;
  readonly consentText: string;
  readonly link: string;
  /** Whole days for which the link holds. */
  readonly days: number;
}

/** A message that asks one question and sells nothing: anything else would itself need consent. */
export function confirmationMail(facts: ConfirmationFacts): { readonly subject: string; readonly text: string } {
  const { formTitle, clientName, senderName, postalAddress, consentText, link, days } = facts;
  const text = [
    'Hello,',
    `somebody, probably you, filled in the form “${formTitle}” of ${clientName} with this address and agreed to this:`,
    `“${consentText}”`,
    `If that was you, open this page and confirm it (opening it alone confirms nothing):\n${link}`,
    `If it was not, do nothing: after ${days} days what was sent is no longer used, and it is deleted.`,
    [senderName || clientName, postalAddress].filter((line) => line !== '').join('\n'),
  ];
  return { subject: `Please confirm: ${formTitle}`, text: text.join('\n\n') };
}
