/** How somebody said it. `mail`: a mail program did, by the way in the header; `operator`: on the phone, say. */
export type OptOutSource = 'link' | 'mail' | 'reply' | 'complaint' | 'operator';

/** How each is told: on the list, as its source, and at the sequences that it ends. */
export const optOutSources: Readonly<
  Record<OptOutSource, { readonly listed: string; readonly listSource: string; readonly stopped: string }>
> = {
  link: {
    listed: 'Unsubscribed by the link of a message',
    listSource: 'unsubscribe link',
    stopped: 'Unsubscribed by the link of a message',
  },
  mail: {
    listed: 'Unsubscribed by a mail that the link of a message makes',
    listSource: 'unsubscribe mail',
    stopped: 'Unsubscribed by mail',
  },
  reply: {
    listed: 'Wrote not to be contacted any more',
    listSource: 'reply',
    stopped: 'Wrote not to be contacted any more',
  },
  complaint: {
    listed: 'Reported a message as unwanted',
    listSource: 'complaint',
    stopped: 'Reported a message as unwanted',
  },
  operator: {
    listed: 'Asked not to be contacted any more',
    listSource: 'operator',
    stopped: 'Asked not to be contacted any more',
  },
};

/** A source as its row keeps it. */
export const optOutSource = (stored: string): OptOutSource => {
  const found = (['link', 'mail', 'reply', 'complaint', 'operator'] as const).find((source) => source === stored);
  return found ?? 'operator';
};
