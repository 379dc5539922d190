/** What is kept in `messageState` of a message that really left; anything else says why it did not. */
export const messageLeft = 'SENT';
