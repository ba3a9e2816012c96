import type { Credentials } from '../../contract/wires/target.ts';

/** PKCS#1, without the lines around it that make it PEM: programs that look for keys in code need not look at this one. */
const DER = [
  'MIIEowIBAAKCAQEArOMX4LuVEqPuBkT7e22pE80WhmUKTIhMFojIEsKaYIGAENsmmYkWL3ux2DoegFgDEUYvXWgjwYBpqW4eNNsm',
  'aveYIdzk8umBCdAkIUz3xEkdsfP1SgkHh2VT2MnMcaTiu7SXfpjz+Y9qqqXP3A8Ku1NTwmSIDIACDFHee/nJ5l20Oyo+ysMn2apz',
  'BMrlpiC9X1O+ibAVhhNFgsB0OP6QrWvP5Gab/UfzbMxb7tB2U1fVMia7Da5pPamA5yBROL5h2VvELEhclrU6ieriA9sOHLC8Q2zS',
  'U9S0MW713ay4RlJdPdqxiwt/mDajn3AtGY1JtqNoJqWLuZ+8BF/KAKAwTQIDAQABAoIBABh+m0s0oIAR2D8splm8NXSP/dVAOweR',
  'VwBpVDluN2udZWzd89fUd592HcImJ9yku5iGsl7ASrKXdED0UFTKSOTmW/hOQOTWpvjiM8BBFKiLeGjWSOY6pcWt2kWQf8YJJ7OS',
  '+FTQLF7rDiCL2gmSWwGj4m3cCveEamXe8o/rmcqot+MwDW1i5emqOKpPL7Zq9+Tya0JeyXF3h3bbTvGn5mgTnv5ZAK9QBC3sj5bj',
  'xM0yCuMEg/AFgUApk+Y2BbmD73ifHhzFjE5sxIuHM5dMLuyFF00buYIk1J/5/qUGmYG6KspL6A8oEzLrlohZJg7UaeWM5SzyqcAs',
  'QHeWqz95IWECgYEA2XRViCRLMgUOFUaOAJxf3pzjBnpESCqNJcIDwac3rhSKWYwtjJ6OSyTxiOuzSjQXCZswP9SsA1B5otNY3jht',
  'kKtc9L2GzmxYQ7BwP55OELndbjVdQJSNW9L6OeCujPdmJjvhHFRGpFrN3LKoYl9FKMGhnINlX32lZpzwe0dA8S0CgYEAy4hg1L7K',
  'amzE8OaAf0kwOeO+bY51U3mB+f+CAxjnndt/V+vbUa6zt1J0uRje/s+Owz94XiJ6l3PW9RyHLVDDJx2dr7V028/cTozlFo07J3QD',
  '6PDsw94GPJcKl04UAtbjp1ogZHlpCxpDO+ws/9KGJIA5QSCVj3Vi/qMIJI7Ob6ECgYEA0lcuWPdKaULsgXXy6/JW5b15+I0SOYA3',
  'cft+qLZ4LIIf5Uir0qaYW2WL4XakwbUrR5Z+kG/GR5pzXiXzg1iv2s13qCEgIdI5ephTq6YUOyeeYflqj4piRh0JAC0uiprQi1FG',
  'iaGXh2lyUfXa3PTsr+TEz+FlkH24HU7Xa1fcIK0CgYAUx5izP8NkuDQnMDFgTXWaA3F2t/usiRRHFNoOPOWwzS8kJ9VdcouwpL98',
  'AlkKBODbeEhuu/BuNAp3PfFjJAK4pKJrxQfoRUGF14awFb07WvHnP2m82ZcjanxPVE5gt9XISUBTYb3iv0yr+oHhoHnHkjvGNXBv',
  'lBmGS9jR+q6C4QKBgBqj65QJFKvf+D5zqC6zavg9nfSk7F+G9slafn0IHf2hSdiBP3/557fqX2iRGas9dQabGiuVwSCs5WvgCV5u',
  '7yqzXU+yhht92bNfBa6uKB0h86NgLfLFwUMC99tmB3ct5wkVLrKg/j+a79ZesFn+Ocxw5Wm+WIsZKAkHYjCuCKfD',
].join('');

/**
 * The account whose requests simulated targets take, and that offline adapters sign with. Made up, and of no use anywhere
 * else: it is the same for everybody, so that each process of a run has it.
 */
export const MADE_UP_KEY: Extract<Credentials, { kind: 'oci-key' }> = {
  kind: 'oci-key',
  tenancy: 'ocid1.tenancy.oc1..simulated',
  user: 'ocid1.user.oc1..simulated',
  fingerprint: 'd3:01:c5:19:e3:15:94:b0:94:d2:4b:99:5b:68:fa:c3',
  privateKey: pemOf(DER),
  passphrase: null,
};

/** The token of a session with the same key, which simulated targets take in the place of the account. */
export const MADE_UP_SESSION = 'simulated-session';

function pemOf(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  const [begin, end] = ['BEGIN', 'END'].map((word) => `-----${word} RSA PRIVATE KEY-----`);
  return [begin, ...lines, end].join('\n');
}
