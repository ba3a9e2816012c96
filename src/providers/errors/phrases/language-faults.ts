import { phrase, type PhraseGroup } from './phrase.ts';

const PYTHON = 'https://docs.python.org/3/library/exceptions.html';

/**
 * What a language says where a program is wrong, and nothing else does. Heard as the server's, as the operating system is:
 * a 4xx makes it the request's, which the program was not written for.
 */
export const LANGUAGE_FAULT: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/referenced before assignment|where it is not associated with/i, {
      seen: "local variable 'images' referenced before assignment",
      who: 'rkllama',
      source: 'https://github.com/NotPunchnox/rkllama/issues/152',
    }),
    phrase(/maximum recursion depth|changed (?:size )?during iteration|(?:division|modulo|divide) by zero/i, {
      seen: 'maximum recursion depth exceeded while calling a Python object',
      who: 'python',
      source: PYTHON,
      unread: true,
    }),
    phrase(/unhashable type|cannot pickle|attached to a different loop/i, {
      seen: "unhashable type: 'list'",
      who: 'python',
      source: PYTHON,
      unread: true,
    }),
    phrase(/can only (?:concatenate|join) (?:str|list|tuple|an iterable)\b/i, {
      seen: 'can only join an iterable',
      who: 'python',
      source: 'https://github.com/IBM/prompt-declaration-language/issues/257',
    }),
    phrase(/reference not set to an instance|index a nil value/i, {
      seen: 'Object reference not set to an instance of an object.',
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/api/system.nullreferenceexception',
      unread: true,
    }),
    phrase(
      /interface conversion:|entry in nil map|nil pointer dereference|Option::unwrap|unwrapping an Optional/i,
      {
        seen: 'interface conversion: interface {} is nil, not map[string]interface {}',
        who: 'go',
        source: 'https://go.dev/ref/spec#Run_time_panics',
        unread: true,
      },
    ),
    phrase(
      /maximum call stack|slice bounds out of|vector::_M_range|basic_string::|std::(?:out_of|length_)/i,
      {
        seen: 'Maximum call stack size exceeded',
        who: 'v8',
        source: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/Too_much_recursion',
        unread: true,
      },
    ),
  ],
};
