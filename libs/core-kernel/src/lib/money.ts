/** An amount in the smallest unit of its currency (cents), whole, with the ISO 4217 code in capitals. */
export interface Money {
  readonly amountCents: number;
  readonly currency: string;
}
