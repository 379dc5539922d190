import { numbers, wholeNumber, type LlmSettings, type Variables } from './llm-settings.ts';

/** Something about the settings that is probably a mistake. */
export interface SettingsNote {
  /** Stable, kebab-case: `llm-key-blank`. */
  readonly code: string;
  /** One or two plain sentences: what was found, and what to do. Never a secret. */
  readonly text: string;
  /** No call can work like this; otherwise it works, and somebody should know. */
  readonly isFault: boolean;
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** What is probably a mistake in the settings, faults first; empty when nothing is. */
export function settingsNotes(
  { apiKey, isWanted, baseUrl, isOfficial }: LlmSettings,
  variables: Variables = process.env,
): readonly SettingsNote[] {
  if (!isWanted) return [];
  const raw = variables['OPENAI_API_KEY'] ?? null;
  const notes = [
    ...keyNotes(raw, apiKey),
    ...(isOfficial ? [] : addressNotes(baseUrl, apiKey !== null)),
    ...numberNotes(variables),
  ];
  return notes.toSorted((one, other) => Number(other.isFault) - Number(one.isFault));
}

function keyNotes(raw: string | null, apiKey: string | null): SettingsNote[] {
  if (raw === null) return [];
  if (apiKey === null) return [fault('llm-key-blank', 'OPENAI_API_KEY is set, but blank. Unset it, or give it a key.')];
  const position = [...apiKey].findIndex((character) => !/^[\x21-\x7e]$/.test(character));
  if (position >= 0) {
    return [
      fault(
        'llm-key-unusable',
        `OPENAI_API_KEY holds a character at position ${position + 1} that no key has (a quotation mark of a text program, a space, a line break). Copy the key again.`,
      ),
    ];
  }
  return raw === apiKey
    ? []
    : [
        note(
          'llm-key-padded',
          'OPENAI_API_KEY has blank space around it, which is left out. Take it away where the key is set.',
        ),
      ];
}

function addressNotes(baseUrl: string, hasKey: boolean): SettingsNote[] {
  const address = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    return [
      fault('llm-address-unusable', 'OPENAI_BASE_URL is no web address. Write it like http://127.0.0.1:11434/v1.'),
    ];
  }
  const notes: SettingsNote[] = [];
  if (address.username !== '' || address.password !== '') {
    notes.push(
      fault('llm-address-secret', 'OPENAI_BASE_URL holds a user or a password. Take it out, and use OPENAI_API_KEY.'),
    );
  }
  if (hasKey && address.protocol === 'http:' && !loopback.test(address.hostname)) {
    notes.push(
      note('llm-address-unprotected', 'OPENAI_BASE_URL sends the key and the text unprotected (http). Write https.'),
    );
  }
  if (address.pathname === '/') {
    notes.push(note('llm-address-no-path', 'OPENAI_BASE_URL has no path. Most servers want /v1 at its end.'));
  }
  return notes;
}

const numberNotes = (variables: Variables): SettingsNote[] =>
  Object.values(numbers)
    .filter((setting) => wholeNumber(setting, variables) === null)
    .map(({ variable, otherwise, most }) =>
      note(
        'llm-number-unusable',
        `${variable} is no whole number from 0 to ${most}, so ${otherwise} holds. Write one, such as ${otherwise}.`,
      ),
    );

const fault = (code: string, text: string): SettingsNote => ({ code, text, isFault: true });
const note = (code: string, text: string): SettingsNote => ({ code, text, isFault: false });
