import type { Database } from '@aicmo/core-db';
import type { ClientService } from '../clients/client-service.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import type { SecretStore } from '../rights/secret-store.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { CaptureLeadDeps } from './capture-lead.ts';
import type { ConfirmationMessages } from './confirmation-messages.ts';
import type { FormStore } from './form-store.ts';
import type { SubmissionStore } from './submission-store.ts';

/** What the service of captured people is made of. */
export interface CaptureDeps extends CaptureLeadDeps {
  readonly db: Database;
  readonly forms: FormStore;
  readonly store: SubmissionStore;
  readonly clients: ClientService;
  readonly suppression: SuppressionService;
  readonly erasedKeys: ErasedKeys;
  readonly secrets: SecretStore;
  readonly messages: ConfirmationMessages;
}
