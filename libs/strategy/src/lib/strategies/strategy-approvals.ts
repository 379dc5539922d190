/**
 * What strategy has to know about approvals. Delivery keeps them, bound to the hash of what would leave; the workspace
 * plugs it in. Strategy never approves itself.
 */
export interface StrategyApprovals {
  /** What a person decided about exactly these bytes; null while nobody has. */
  decisionOn(subject: {
    readonly kind: 'STRATEGY';
    readonly id: string;
    readonly version: number;
    readonly hash: string;
  }): Promise<'APPROVED' | 'CHANGES_REQUESTED' | null>;
}
