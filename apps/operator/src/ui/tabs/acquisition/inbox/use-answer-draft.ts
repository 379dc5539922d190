import { toAppError } from '@aicmo/core-kernel';
import { useDebouncedCallback } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useKeptDraft } from '../../../components/kept-draft.ts';
import { useAnswer, useAskInboxAgain, type Thread } from './inbox.queries.ts';

const typingPauseMs = 800;
const asText = (stored: unknown): string | undefined => (typeof stored === 'string' ? stored : undefined);

/**
 * The answer that is being written. What is typed stays in this window until the server has it, a moment after the last
 * key; from then on everybody sees it. One keeping follows the other, each from the version of the one before.
 */
export function useAnswerDraft(thread: Thread) {
  const { item, draft: stored } = thread;
  const { save, send, takeOver } = useAnswer(item.id);
  const again = useAskInboxAgain();
  const typed = useKeptDraft(`inbox-answer.${item.id}`, asText);
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const own = stored?.inboundId === item.id ? stored : null;
  const isStale = stored !== null && own === null;
  const text = typed.kept ?? stored?.text ?? '';
  const { keep, version, latest } = useKeeping({ typed, own, save: save.mutateAsync, onFailure: setFailure });
  useEffect(() => {
    latest.current = typed.kept;
  });
  const keepSoon = useDebouncedCallback(
    (words: string) => void keep(words).then(again, () => undefined),
    typingPauseMs,
  );
  const whole = async (): Promise<void> => {
    keepSoon.cancel();
    if (typed.kept !== undefined) await keep(text);
    if (version.current === null) return;
    const result = await send.mutateAsync(version.current);
    setReasons(result.state === 'SENT' ? [] : result.reasons);
  };
  const isTwice = failure !== null && toAppError(failure).code === 'inbox-draft-changed';
  return {
    ...{
      text,
      isStale,
      reasons,
      isSending: send.isPending,
      isKeeping: save.isPending,
      isTakingOver: takeOver.isPending,
    },
    error: failure ?? takeOver.error,
    keptBy: own === null || typed.kept !== undefined ? null : own.writtenBy,
    /** What somebody else wrote meanwhile, when keeping was refused for it. */
    theirs: isTwice && own !== null && own.text !== text ? own : null,
    type: (words: string): void => {
      typed.keep(words);
      setReasons([]);
      if (!isStale && !isTwice) keepSoon(words);
    },
    /** When the field is left. */
    keepNow: (): void => keepSoon.flush(),
    send: (): void => void whole().catch(setFailure),
    takeOver: (): void => takeOver.mutate(),
    /** The old draft goes; what is typed from now on is a new one. */
    startAnew: (): void =>
      void takeOver
        .mutateAsync()
        .then(({ version: taken }) => save.mutateAsync({ text: '', version: taken }))
        .then(typed.forget)
        .then(again)
        .catch(setFailure),
    keepMine: (): void => {
      version.current = own?.version ?? null;
      void keep(text).then(again, () => undefined);
    },
    takeTheirs: (): void => {
      typed.forget();
      setFailure(null);
    },
  };
}

interface KeepingParts {
  readonly typed: ReturnType<typeof useKeptDraft<string>>;
  readonly own: Thread['draft'];
  readonly save: ReturnType<typeof useAnswer>['save']['mutateAsync'];
  readonly onFailure: (failure: unknown) => void;
}

/** Keeps one text after the other. */
function useKeeping({ typed, own, save, onFailure }: KeepingParts) {
  const version = useRef<number | null>(null);
  const chain = useRef<Promise<unknown>>(Promise.resolve());
  /** What stands in the field when a keeping has ended. */
  const latest = useRef<string | undefined>(undefined);
  const isTyped = typed.kept !== undefined;
  const ownVersion = own?.version ?? null;
  const { forget } = typed;
  useEffect(() => {
    // What is typed goes on from what stood there when typing began.
    if (!isTyped) version.current = ownVersion;
  }, [isTyped, ownVersion]);
  const keep = useCallback(
    (words: string): Promise<void> => {
      const next = chain.current.then(async () => {
        const { draft } = await save({ text: words, version: version.current });
        version.current = draft?.version ?? null;
        onFailure(null);
        if (latest.current === words) forget();
      });
      chain.current = next.catch(onFailure);
      return next;
    },
    [save, forget, onFailure],
  );
  return { keep, version, latest };
}
