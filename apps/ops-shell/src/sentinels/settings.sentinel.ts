import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { listed, portOf, type Machine } from './machine.ts';

interface Refused {
  readonly reason: 'setting-value' | 'setting-contradiction';
  readonly summary: string;
  readonly commands: readonly string[];
}

const loopback = /^(?:127(?:\.\d{1,3}){3}|localhost|::1|\[::1\])$/u;

/** Whether the settings can be used: values that a program refuses, and pairs that cannot both be meant. */
export const settingsSentinel = (machine: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-settings',
    title: 'Settings can be used',
    severity: 'error',
    reasons: {
      'setting-value': {
        cause: 'A variable has a value that no program takes: a port that is none, AICMO_DEMO other than 0 or 1.',
        cure: 'Correct the value, or unset the variable; its default then counts.',
      },
      'setting-contradiction': {
        cause:
          'Two variables cannot both be meant: both apps on one port, or an address beyond this machine without a token.',
        cure: 'Change one of the two that the finding names.',
      },
    },
    run: async () => {
      const refused = [...values(machine), ...contradictions(machine)];
      const evidence = { 'settings looked at': 7, refused: refused.length };
      const [first] = refused;
      if (first === undefined)
        return { verdict: 'pass', summary: 'Every value is one that the programs take.', evidence };
      return {
        verdict: 'fail',
        reason: first.reason,
        summary: listed(refused.map(({ summary }) => summary)),
        evidence,
        remedy: {
          text: 'Correct it where it is set, or unset it.',
          commands: refused.flatMap(({ commands }) => commands),
        },
      };
    },
  });

function values(machine: Machine): readonly Refused[] {
  const { variables } = machine;
  const wrong = (name: string, expected: string): Refused => ({
    ...{ reason: 'setting-value', commands: [`unset ${name}`] },
    summary: `${name} has a value that no program takes; expected ${expected}`,
  });
  const ports = ['AICMO_OPERATOR_PORT', 'AICMO_OPS_PORT'].filter((name) => variables[name]?.trim() !== '0');
  return [
    ...ports
      .filter((name) => portOf(machine, name, 1) === undefined)
      .map((name) => wrong(name, 'a whole number from 1 to 65535')),
    ...(['', '0', '1', undefined].includes(variables['AICMO_DEMO']) ? [] : [wrong('AICMO_DEMO', '1 or nothing')]),
    ...(/[\s@/]/u.test(variables['AICMO_HOST']?.trim() ?? '')
      ? [wrong('AICMO_HOST', 'an address like 127.0.0.1')]
      : []),
    ...((variables['AICMO_HOME'] ?? '').includes('\0') ? [wrong('AICMO_HOME', 'the path of a folder')] : []),
  ];
}

function contradictions(machine: Machine): readonly Refused[] {
  const { variables } = machine;
  const operator = portOf(machine, 'AICMO_OPERATOR_PORT', 8501);
  const shell = portOf(machine, 'AICMO_OPS_PORT', 8510);
  const host = variables['AICMO_HOST']?.trim() ?? '';
  const isOpen = host !== '' && !loopback.test(host);
  const hasToken = (variables['AICMO_ACCESS_TOKEN']?.trim() ?? '') !== '';
  const found = (summary: string, ...commands: readonly string[]): Refused => ({
    reason: 'setting-contradiction',
    summary,
    commands,
  });
  return [
    ...(operator !== undefined && operator === shell
      ? [
          found(
            `Operator and ops shell are both given port ${operator}`,
            'unset AICMO_OPS_PORT',
            'unset AICMO_OPERATOR_PORT',
          ),
        ]
      : []),
    ...(isOpen && !hasToken
      ? [found('AICMO_HOST opens the apps beyond this machine, and AICMO_ACCESS_TOKEN is not set', 'unset AICMO_HOST')]
      : []),
  ];
}
