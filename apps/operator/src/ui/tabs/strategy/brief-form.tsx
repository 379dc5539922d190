import { toAppError, type AppError } from '@aicmo/core-kernel';
import { briefField, briefSections, type BriefContent, type BriefSection } from '@aicmo/strategy/contract';
import { Button, Group, Switch, Text } from '@mantine/core';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { useKeptDraft } from '../../components/kept-draft.ts';
import { BriefConflict } from './brief-conflict.tsx';
import { BriefFieldInput, briefInputId } from './brief-field-input.tsx';
import { contentFrom, readTyped, typedFrom, type TypedBrief } from './brief-typing.ts';
import { useSaveBrief } from './strategy.queries.ts';
import classes from './strategy.module.css';

interface BriefFormProps {
  readonly clientId: string;
  readonly content: Partial<BriefContent>;
  /** The stored brief and the version that is edited; absent for a new one. */
  readonly edits?: { readonly briefId: string; readonly version: number } | undefined;
  readonly note?: string | undefined;
}

/** The form of a brief. What is typed is kept in this window until it is saved or discarded. */
export function BriefForm({ clientId, content, edits, note }: BriefFormProps): ReactNode {
  const { kept, keep, forget } = useKeptDraft(`brief.${edits?.briefId ?? `new.${clientId}`}`, readTyped);
  const [isShort, setShort] = useState(edits === undefined);
  const typed = kept ?? typedFrom(content);
  const { save, submit, leave, moveTo } = useSubmit({ clientId, edits, typed, onSaved: forget });
  const faults = useMemo(() => faultsOf(save.error), [save.error]);
  return (
    <form className={classes['form']} onSubmit={submit} noValidate aria-label="Brief">
      {note ? <Text c="dimmed">{note}</Text> : null}
      {kept ? <KeptNotice onDiscard={forget} /> : null}
      <Refusal
        error={save.error}
        faults={faults}
        onKeep={moveTo}
        onTake={(version) => {
          forget();
          moveTo(version);
        }}
      />
      <Switch
        label="Only what a strategy and its directions need"
        checked={isShort}
        onChange={({ currentTarget }) => setShort(currentTarget.checked)}
      />
      {(isShort ? shortened(faults) : briefSections).map((section) => (
        <Fields
          key={section.title}
          section={section}
          typed={typed}
          faults={faults}
          onChange={(id, value) => keep({ ...typed, [id]: value })}
        />
      ))}
      <FormActs isSaving={save.isPending} onBack={() => leave(edits?.briefId)} />
    </form>
  );
}

interface Submission extends Pick<BriefFormProps, 'clientId' | 'edits'> {
  readonly typed: TypedBrief;
  readonly onSaved: () => void;
}

/** Saving what is typed over the version that it began with, and where the page goes then. */
function useSubmit({ clientId, edits, typed, onSaved }: Submission) {
  const [base, setBase] = useState(edits?.version ?? 0);
  const save = useSaveBrief();
  const navigate = useNavigate();
  const filter = useClientFilter();
  const leave = (briefId?: string): void =>
    void navigate(tabHref('strategy', filter, briefId ? { open: briefId } : {}));
  return {
    save,
    leave,
    /** After a conflict: the version that the next save is to replace. */
    moveTo: (version: number): void => {
      setBase(version);
      save.reset();
    },
    submit: (event: FormEvent): void => {
      event.preventDefault();
      const over = edits ? { edits: { briefId: edits.briefId, version: base } } : {};
      const left = ({ id }: { readonly id: string }): void => {
        onSaved();
        leave(id);
      };
      save.mutate({ clientId, content: contentFrom(typed), ...over }, { onSuccess: left });
    },
  };
}

function FormActs({ isSaving, onBack }: { readonly isSaving: boolean; readonly onBack: () => void }): ReactNode {
  return (
    <Group gap="sm" className={classes['formActs'] ?? ''}>
      <Button type="submit" loading={isSaving}>
        Save brief
      </Button>
      <Button variant="default" onClick={onBack}>
        Back
      </Button>
    </Group>
  );
}

/** The short form; a field that was refused is always shown. */
const shortened = (faults: Readonly<Record<string, string>>): BriefSection[] =>
  briefSections
    .map(({ title, fields }) => ({ title, fields: fields.filter((field) => field.essential || faults[field.id]) }))
    .filter(({ fields }) => fields.length > 0);

interface FieldsProps {
  readonly section: BriefSection;
  readonly typed: TypedBrief;
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (id: string, value: string) => void;
}

function Fields({ section, typed, faults, onChange }: FieldsProps): ReactNode {
  return (
    <fieldset className={classes['fields']}>
      <legend className={classes['legend']}>{section.title}</legend>
      {section.fields.map((field) => (
        <BriefFieldInput
          key={field.id}
          field={field}
          value={typed[field.id] ?? ''}
          error={faults[field.id]}
          onChange={(value) => onChange(field.id, value)}
        />
      ))}
    </fieldset>
  );
}

function KeptNotice({ onDiscard }: { readonly onDiscard: () => void }): ReactNode {
  return (
    <Group gap="sm" role="status">
      <Text c="dimmed">Not saved yet; kept in this window.</Text>
      <Button size="compact-sm" variant="subtle" onClick={onDiscard}>
        Discard what I typed
      </Button>
    </Group>
  );
}

interface RefusalProps {
  readonly error: unknown;
  readonly faults: Readonly<Record<string, string>>;
  /** After a conflict: put what is typed on top of the version that is there now. */
  readonly onKeep: (version: number) => void;
  /** After a conflict: drop what is typed for that version. */
  readonly onTake: (version: number) => void;
}

function Refusal({ error, faults, onKeep, onTake }: RefusalProps): ReactNode {
  const named = useMemo(
    () =>
      Object.entries(faults).map(([id, message]) => ({
        inputId: briefInputId(id),
        label: briefField(id)?.label ?? 'Brief',
        message,
      })),
    [faults],
  );
  if (!error) return null;
  const failure = toAppError(error);
  if (named.length > 0) return <ErrorSummary title="The brief was not saved" faults={named} />;
  if (failure.code === 'brief-changed') return <BriefConflict error={failure} onKeep={onKeep} onTake={onTake} />;
  return (
    <Text role="alert" c="var(--mantine-color-error)">
      {failure.message} What you typed is kept.
    </Text>
  );
}

/** The sentence of each wrong field, as the server names them. */
function faultsOf(error: unknown): Readonly<Record<string, string>> {
  if (!error) return {};
  const { fields }: AppError['details'] = toAppError(error).details;
  return readTyped(fields) ?? {};
}
