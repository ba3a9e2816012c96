import type { Snippet } from '../../contract/wires/seat.ts';
import { quote, show, word, type Address } from './snippet.ts';

/** Clients of the OpenAI-compatible servers. An open server takes any key, and the SDKs want one. */
export function openaiClients({ baseUrl, model, credentials }: Address): readonly Snippet[] {
  const key = credentials.kind === 'bearer' ? credentials.token : 'none';
  const body = { model, messages: [{ role: 'user', content: 'Hello' }] };
  return [
    {
      client: 'openai',
      language: 'js',
      code: `import OpenAI from 'openai';
const client = new OpenAI({ baseURL: ${quote(baseUrl)}, apiKey: ${quote(key)} });
const messages = [{ role: 'user', content: 'Hello' }];
const answer = await client.chat.completions.create({ model: ${quote(model)}, messages });
${show('answer.choices[0].message.content')}`,
    },
    {
      client: 'AI SDK',
      language: 'js',
      code: `import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText } from 'ai';
const provider = createOpenAICompatible({
  name: 'simulated',
  baseURL: ${quote(baseUrl)},
  apiKey: ${quote(key)},
  supportsStructuredOutputs: true,
});
const { text } = await generateText({ model: provider(${quote(model)}), prompt: 'Hello' });
${show('text')}`,
    },
    {
      client: 'LangChain',
      language: 'js',
      code: `import { ChatOpenAI } from '@langchain/openai';
const model = new ChatOpenAI({
  model: ${quote(model)},
  apiKey: ${quote(key)},
  configuration: { baseURL: ${quote(baseUrl)} },
});
${show("(await model.invoke('Hello')).text")}`,
    },
    {
      client: 'LangChain',
      language: 'python',
      code: `from langchain_openai import ChatOpenAI
model = ChatOpenAI(
    model=${quote(model)},
    api_key=${quote(key)},
    base_url=${quote(baseUrl)},
)
print(model.invoke("Hello").content)`,
    },
    {
      client: 'curl',
      language: 'sh',
      code: `curl -s ${word(`${baseUrl}/chat/completions`)} \\
  -H ${word(`authorization: Bearer ${key}`)} -H 'content-type: application/json' \\
  -d ${word(JSON.stringify(body))}`,
    },
  ];
}
