/** What a caught value says, whichever realm its class is from: a native addon's errors can be of another one. */
export function messageOf(value: unknown): string {
  const { message } = (value ?? {}) as { readonly message?: unknown }; // anything may be thrown
  return typeof message === 'string' ? message : String(value);
}
