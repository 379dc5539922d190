/** Whether somebody is typing there: then a key is a letter, and no command. Nothing is typed into a box that is ticked. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(fields) !== null);

const fields = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select';
