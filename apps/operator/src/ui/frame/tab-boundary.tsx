import { toAppError } from '@aicmo/core-kernel';
import { FailedState, Page } from '@aicmo/ui';
import { Component, type ReactNode } from 'react';
import type { TabDefinition } from '../components/tab.ts';

interface TabBoundaryProps {
  readonly tab: TabDefinition;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

/** A tab that fails, fails alone: heading, what happened, Retry. A class, because React has no other way to catch. */
export class TabBoundary extends Component<TabBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };
  #fetchedAgain = false;

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { tab, onRetry, children } = this.props;
    if (this.state.error === undefined) return children;
    const retry = (): void => {
      // Browsers keep in mind that code could not be fetched; only a new page forgets it.
      const isCode = toAppError(this.state.error).code === 'panel-not-loaded';
      if (isCode && this.#fetchedAgain) window.location.reload();
      this.#fetchedAgain = isCode;
      onRetry();
      this.setState({ error: undefined });
    };
    return (
      <Page title={tab.title} question={tab.question}>
        <FailedState title={`${tab.title} could not be shown`} error={this.state.error} onRetry={retry} />
      </Page>
    );
  }
}
