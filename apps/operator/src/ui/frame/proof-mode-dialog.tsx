import { ConfirmDialog } from '@aicmo/ui';
import { Button, Group, Modal, Text } from '@mantine/core';
import { use, type ReactNode } from 'react';
import { HouseContext } from '../components/house.ts';
import type { LayerProps } from './layers.tsx';
import { useFlagActs } from './use-flag-acts.ts';

/** Turns proof mode on, or off after a sentence that says what that means. On demonstration data it stays on. */
export function ProofModeDialog({ onClose }: LayerProps): ReactNode {
  const house = use(HouseContext);
  const { setProofMode } = useFlagActs();
  if (!house?.flags) return null;
  if (house.demo) return <StaysOn onClose={onClose} />;
  const { proofMode } = house.flags;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      danger={proofMode}
      verb={proofMode ? 'Turn proof mode off' : 'Turn proof mode on'}
      sentence={
        proofMode
          ? 'Live campaigns of every client will really send from now on. Campaigns in simulation go on simulating.'
          : 'Live campaigns do everything but the last step from now on: each message is made ready and kept, none leaves.'
      }
      onConfirm={() => setProofMode(!proofMode, proofMode ? 'Proof mode lifted by hand' : 'Proof mode set by hand')}
    />
  );
}

function StaysOn({ onClose }: LayerProps): ReactNode {
  return (
    <Modal opened onClose={onClose} title="Proof mode stays on">
      <Text>
        This is demonstration data: nothing can leave. Start AICMO without the demonstration to send for real.
      </Text>
      <Group justify="flex-end" mt="xl">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Modal>
  );
}
