import { phrase, type PhraseGroup } from './phrase.ts';

// An operating system says its errors in its user's language; their numbers are the same in all.

export const SOCKET_TIMES: PhraseGroup = {
  kind: 'timeout',
  phrases: [
    phrase(/(?:WinError|os error|winsock error|socket error|SocketException|errno)\W{1,3}(?:110|10060)\b/i, {
      seen: '[WinError 10060] Une tentative de connexion a échoué car le parti connecté n’a pas répondu convenablement',
      who: 'windows',
      source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
      unread: true,
    }),
  ],
};

export const SOCKETS: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(
      /(?:WinError|os error|winsock error|socket error|SocketException|wsaerror|errno)\W{1,3}(?:10013|10049|1005[0-8]|10061|10064|10065|11001|11002|11004)\b/i,
      {
        seen: '[WinError 10061] Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte',
        who: 'windows',
        source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
        unread: true,
      },
    ),
    phrase(/(?:errno|os error)\W{1,4}(?:101|104|111|113)\b/i, {
      seen: 'tcp open (os error 111)',
      who: 'linux',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/assign requested address/i, {
      seen: '[Errno 99] Cannot assign requested address',
      who: 'posix',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/requested name is valid/i, {
      seen: 'The requested name is valid, but no data of the requested type was found',
      who: 'windows',
      source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
      unread: true,
    }),
  ],
};
