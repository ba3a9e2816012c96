import type OpenAI from 'openai';
import { z } from 'zod';

export const messages = [{ role: 'user' as const, content: 'Hi' }];

export const weather = z.object({ city: z.string(), days: z.int().min(1), unit: z.enum(['C', 'F']) });

/** The SDK wants a plain object, without the methods that zod has on it. */
export const parameters: Record<string, unknown> = { ...z.toJSONSchema(weather) };

/** What the simulator says of the weather's schema. */
export const INSTANCE = { city: 'simulated', days: 1, unit: 'C' };

/** Has the SDK call the tool and go on: the text at the end, and what the tool was asked. */
export async function askWeather(
  client: OpenAI,
  model: string,
): Promise<{ readonly text: string | null; readonly asked: readonly unknown[] }> {
  const asked: unknown[] = [];
  const runner = client.chat.completions.runTools({
    model,
    messages,
    tools: [
      {
        type: 'function',
        function: {
          name: 'weather',
          description: 'Weather of a city',
          parameters,
          function: (given: string) => {
            asked.push(JSON.parse(given));
            return 'Sun';
          },
        },
      },
    ],
  });
  return { text: await runner.finalContent(), asked };
}
