import { Button, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { ErasureList } from './erasure-list.tsx';
import { PersonSection } from './person-section.tsx';
import { RetentionSection } from './retention-section.tsx';
import classes from './rights.module.css';

/** What is held on one person (`?person=`), and how long things are kept for everybody. */
export function RightsView(): ReactNode {
  const [person, setPerson] = useAddressValue('person');
  const [typed, setTyped] = useState(person ?? '');
  return (
    <AcquisitionPage view="rights" question="What is held on one person, and how long are things kept?">
      <form
        className={classes['find']}
        onSubmit={(event) => {
          event.preventDefault();
          setPerson(typed.trim() === '' ? null : typed.trim());
        }}
      >
        <TextInput label="Person" value={typed} onChange={({ currentTarget }) => setTyped(currentTarget.value)} />
        <Button type="submit" disabled={typed.trim() === ''}>
          Find
        </Button>
        <p className={classes['quiet']}>
          A mail address, a LinkedIn profile, or a number with its country; every client is looked through.
        </p>
      </form>
      <div className={classes['parts']}>
        {person === null ? null : <PersonSection key={person} address={person} />}
        <RetentionSection />
        <ErasureList />
      </div>
    </AcquisitionPage>
  );
}
