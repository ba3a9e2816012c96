/** What a field of an error envelope says, whoever wrote it. */
export type FieldRole = 'inner' | 'code' | 'text' | 'status' | 'delay' | 'id' | 'stop' | 'flag';

/** Names of fields by role, lower case, without `_` and `-`: `requestId`, `request_id` and `RequestId` are one. */
const ROLES: Readonly<Record<FieldRole, string>> = {
  // Most specific first in an envelope is what lies deepest.
  inner:
    'error errors err baseresp rawerrorpreview detail details cause metadata innererror fault response responsebody body data result context ' +
    'exception raw metainfo providerspecificfields violations originalerror suberrors attempts lasterror inputguardrail outputguardrail',
  code:
    'code type errortype errorcode errcode exceptiontype :exceptiontype exceptionname title status statusinfo reason category ' +
    'rootcode name responsecodedetails',
  text:
    'message internalmessage faultstring statusmsg errormessage errormsg msg detail description errordescription errordetails reason originalmessage ' +
    'hint htmlmessage quotaid title statustext statusmessage stack',
  status:
    'status statuscode responsecode httpstatus httpstatuscode httpcode originalstatuscode code errorcode',
  delay:
    'retryafter retryafterseconds retryafterms retrydelay retryafterinseconds retryin retryinseconds waitseconds ' +
    'waittime estimatedtime cooldown cooldowntime resetafter resetinseconds resetsinseconds',
  // Heard only when it says that a filter ended the answer.
  stop: 'stopreason finishreason action',
  // That of a moderation, in the error that it became.
  flag: 'flagged',
  id: 'requestid trace traceid correlationid incidentid rayid transactionid errorid requestref',
};

/** A field may have several: `code` is a word here and a number there. */
const FIELD_ROLES: ReadonlyMap<string, readonly FieldRole[]> = (() => {
  const roles = new Map<string, FieldRole[]>();
  for (const role of ['inner', 'code', 'text', 'status', 'delay', 'id', 'stop', 'flag'] as const) {
    for (const name of ROLES[role].split(' ')) {
      const known = roles.get(name);
      if (known === undefined) roles.set(name, [role]);
      else known.push(role);
    }
  }
  roles.set('type', ['code']);
  roles.set('__type', ['code']);
  roles.set('@type', []);
  return roles;
})();

/** The roles of a field, however its name is spelled; undefined for one that does not speak of errors. */
export function rolesOf(name: string): readonly FieldRole[] | undefined {
  const known = FIELD_ROLES.get(name);
  if (known !== undefined || /^[a-z]+$/.test(name)) return known;
  return FIELD_ROLES.get(name.replaceAll(/[_-]/g, '').toLowerCase());
}
