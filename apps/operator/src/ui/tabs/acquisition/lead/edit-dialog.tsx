import type { Lead, LeadEdit } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useLeadActs } from './lead.queries.ts';

const texts = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['title', 'Title'],
  ['company', 'Company'],
  ['email', 'Email'],
  ['phone', 'Phone'],
  ['linkedin', 'LinkedIn'],
  ['companyDomain', 'Website'],
  ['industry', 'Industry'],
  ['location', 'Place'],
  ['country', 'Country'],
  ['timeZone', 'Time zone'],
] as const;
type TextName = (typeof texts)[number][0];

/** Corrects what is known of a lead; a value that is none is told at its field. */
export function EditDialog({ lead, onClose }: { readonly lead: Lead; readonly onClose: () => void }): ReactNode {
  const { edit } = useLeadActs(lead.id);
  const [typed, setTyped] = useState<Readonly<Partial<Record<TextName, string>>>>({});
  const [people, setPeople] = useState<number | ''>(lead.employeeCount ?? '');
  const failure = edit.error === null ? undefined : toAppError(edit.error);
  const field = failure?.details['field'];
  const rows = Array.from({ length: texts.length / 2 }, (_, index) => texts.slice(index * 2, index * 2 + 2));
  const submit = (): void =>
    edit.mutate({ edit: editOf(lead, typed, people), seen: lead.updatedAt }, { onSuccess: onClose });
  return (
    <FormDialog
      title={`Correct ${lead.name}`}
      verb="Save"
      running={edit.isPending}
      error={field === undefined ? edit.error : null}
      onClose={onClose}
      onSubmit={submit}
    >
      {rows.map((row) => (
        <Group key={row[0]?.[0]} gap="md" grow align="flex-start">
          {row.map(([name, label], column) => (
            <TextInput
              key={name}
              label={label}
              value={typed[name] ?? lead[name] ?? ''}
              error={field === name ? failure?.message : undefined}
              {...(name === 'firstName' && column === 0 ? { 'data-autofocus': true } : {})}
              onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, [name]: value }))}
            />
          ))}
        </Group>
      ))}
      <NumberInput
        label="People at the company"
        min={0}
        allowDecimal={false}
        value={people}
        error={field === 'employeeCount' ? failure?.message : undefined}
        onChange={(value) => setPeople(value === '' ? '' : Number(value))}
      />
      <Text size="sm" c="dimmed">
        The score is computed again. You can undo it for a day.
      </Text>
    </FormDialog>
  );
}

/** Only what is different: what a person did not touch is left as it is. */
function editOf(lead: Lead, typed: Readonly<Partial<Record<TextName, string>>>, people: number | ''): LeadEdit {
  const { timeZone, ...plain } = typed;
  const changed = Object.entries(plain).filter(
    ([name, value]) => lead[name as Exclude<TextName, 'timeZone'>] !== value,
  ); // its keys are those of `texts`
  const employeeCount = people === '' ? null : people;
  return {
    ...Object.fromEntries(changed),
    ...(timeZone === undefined ? {} : { timeZone: timeZone.trim() === '' ? null : timeZone.trim() }),
    ...(employeeCount === lead.employeeCount ? {} : { employeeCount }),
  };
}
