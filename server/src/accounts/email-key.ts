/** What two spellings of one address have in common: NFKC, trimmed, lower case. Accounts are unique by it. */
export function emailKey(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}
