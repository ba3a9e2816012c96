import nock from 'nock';

/** Files share a process, and a file that used nock before has put it away: https://github.com/nock/nock#restoring */
export function openNock(): void {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
}
