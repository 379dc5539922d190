const brief = /^[\w.:,/@%+-]{0,16}$/;

/**
 * What somebody wrote into a setting, for the message that refuses it: as it stands where it is short, and otherwise only
 * how long it is, because a key may have been pasted into the wrong line.
 */
export const foundSetting = (text: string): string =>
  brief.test(text.trim()) ? `"${text.trim()}"` : `a text of ${String(text.length)} characters`;
