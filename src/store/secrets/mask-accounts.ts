const MASK = '***';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: who owns it, and what it is. */
const ARN = /\barn:aws[^\s"'\\,;<>&)}\]]*/g;
/** Twelve digits mean an account where somebody says so: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
const ACCOUNT = /(account(?:[-_ ]?id)?\W{0,6})\d{12}(?!\d)/gi;

/** A text of a provider, never of a model, without the AWS accounts and resources that it names. */
export function maskAccounts(text: string): string {
  const named = text.includes('arn:aws') ? text.replace(ARN, `arn:aws:${MASK}`) : text;
  return /account/i.test(named) ? named.replace(ACCOUNT, `$1${MASK}`) : named;
}
