import type { Ask, AskResult } from '@aicmo/core-effects';
import type { ConnectorState } from '../../contract/enrichment.ts';
import { apolloConnector } from './apollo/apollo.connector.ts';
import { hunterConnector } from './hunter/hunter.connector.ts';
import type { ConnectorParts, ConnectorSettings, LeadConnector } from './lead-connector.ts';

/** One outside service: its setting's name, where it is, and how it is made. */
interface ConnectorKind {
  readonly setting: keyof ConnectorSettings;
  readonly baseUrl: string;
  readonly make: (parts: ConnectorParts) => LeadConnector;
}

/** Every outside service. A new one: its folder, one line here, and the contract spec runs for it too. */
export const connectorKinds: readonly ConnectorKind[] = [
  { setting: 'apollo', baseUrl: 'https://api.apollo.io', make: apolloConnector },
  { setting: 'hunter', baseUrl: 'https://api.hunter.io', make: hunterConnector },
];

const timeoutMs = 10_000;

/** All services, those without a key off. */
export const createConnectors = (
  settings: ConnectorSettings,
  ask: (ask: Ask) => Promise<AskResult>,
): readonly LeadConnector[] =>
  connectorKinds.map(({ setting, baseUrl, make }) => {
    const found = settings[setting];
    return make({ apiKey: found?.apiKey ?? '', baseUrl: found?.baseUrl ?? baseUrl, ask, timeoutMs });
  });

const purposes = {
  people: 'fills what is empty about a person and the company',
  addresses: 'says whether a mailbox exists',
} as const;

/** How a service stands, for people. */
export const connectorState = ({ id, name, does, keyVariable, isOn }: LeadConnector): ConnectorState => ({
  ...{ id, name, does, isOn },
  text: isOn
    ? `${name} ${purposes[does]}; each question may cost money there.`
    : `${name} is off. It ${purposes[does]}. To switch it on, set ${keyVariable} and start again.`,
});
