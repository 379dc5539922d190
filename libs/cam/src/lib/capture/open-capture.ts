import { createCaptureService, type CaptureService } from './capture-service.ts';
import type { CaptureDeps } from './capture-deps.ts';
import { createFormService, type FormService } from './form-service.ts';
import { createFormStore } from './form-store.ts';
import { createSubmissionStore } from './submission-store.ts';

/** Forms and what people send by them. */
export interface Captures {
  readonly forms: FormService;
  readonly capture: CaptureService;
}

/** Opens both services over the same stores. */
export function openCapture(needs: Omit<CaptureDeps, 'forms' | 'store'>): Captures {
  const forms = createFormStore(needs.handle);
  return {
    forms: createFormService({ ...needs, store: forms }),
    capture: createCaptureService({ ...needs, forms, store: createSubmissionStore(needs.handle) }),
  };
}
