import type { Lead } from '@aicmo/cam/contract';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { scoreWords, TierBadge } from '../lead-words.tsx';
import classes from './import.module.css';

/** The first rows as the leads that they would become. */
export function SampleTable({ leads }: { readonly leads: readonly Lead[] }): ReactNode {
  if (leads.length === 0) return <Text c="dimmed">No row would become a new lead.</Text>;
  return (
    <div className={classes['box']} tabIndex={0} role="group" aria-label="The first leads">
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Lead</th>
            <th scope="col">Title</th>
            <th scope="col">Company</th>
            <th scope="col">Mail address</th>
            <th scope="col" className={classes['number']}>
              Score, 0–1
            </th>
            <th scope="col">Tier</th>
          </tr>
        </thead>
        <tbody>
          {leads.map((lead) => (
            <tr key={lead.id}>
              <td>
                <bdi>{lead.name}</bdi>
              </td>
              <td>
                <bdi>{lead.title || '–'}</bdi>
              </td>
              <td>
                <bdi>{lead.company || '–'}</bdi>
              </td>
              <td>{lead.email || '–'}</td>
              <td className={classes['number']}>{scoreWords(lead.score)}</td>
              <td>
                <TierBadge tier={lead.tier} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
