import { newId, unavailable } from '@aicmo/core-kernel';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { isFailure } from '../calls/call.ts';
import { allowedFields } from '../guard/allowed-fields.ts';
import { outputProblems } from '../guard/output-rules.ts';
import type { Answer, LlmRequest, Tool, ToolCall, ToolResult } from '../llm.ts';
import { messagesOf } from '../prompts/messages.ts';
import type { Prompt } from '../prompts/prompt.ts';
import { replyShape } from '../prompts/reply-shape.ts';
import { readChat, type WireToolCall } from '../provider/read-chat.ts';
import { chatBody, inputsOf, inputText, provenanceOf, usualTokensOut } from './generate.ts';
import type { EngineParts } from './parts.ts';
import { askModels, openingOf, withQuestion } from './question.ts';

type ToolRequest = LlmRequest<string> & { readonly tools: readonly Tool[]; readonly results?: readonly ToolResult[] };
type ToolAnswer = Answer<{ readonly text: string; readonly calls: readonly ToolCall[] }>;

/** One turn with tools. Which tools there are, and whether they are used, stays with the caller. */
export function callTools(
  parts: EngineParts,
  prompt: Prompt<string, string>,
  request: ToolRequest,
): Promise<ToolAnswer> {
  const filling = { fields: allowedFields(prompt, request.fields), outside: request.outside ?? [] };
  return withQuestion(parts, request, async (question) => {
    const messages = [...messagesOf(prompt, filling, question.id, null), ...usedTools(request.results ?? [])];
    const asked = await askModels(parts, question, (model) => {
      const body = {
        ...chatBody(question, request, { model, messages }),
        tools: request.tools.map(wireTool),
        // The official service's sixth generation takes tools in this protocol only without thinking first.
        ...(question.settings.isOfficial && model.startsWith('gpt-6') ? { reasoning_effort: 'none' as const } : {}),
      };
      return {
        ...{ id: newId(parts.clock), body, mostTokensOut: request.mostTokens ?? usualTokensOut },
        opening: openingOf(question.id, request.asker, prompt, {
          ...inputsOf(request),
          ...Object.fromEntries((request.results ?? []).map(({ call, result }) => [`result ${call.id}`, result])),
        }),
        keepContent: request.keepContent ?? false,
        send: async (client, signal) => {
          const reply = readChat(await client.chat.completions.create(body, { signal }));
          return isFailure(reply) ? reply : { reply, usage: reply.usage, written: JSON.stringify(reply) };
        },
      };
    });
    const calls = asked.reply.toolCalls.map((call) => readCall(call, request.tools));
    const given = [inputText(filling), JSON.stringify(request.results ?? [])].join('\n');
    const problems = outputProblems(asked.reply.text, given, request.checks);
    if (problems.length > 0) {
      const message = `The model's reply cannot be used: ${problems.map(({ text }) => text).join(' ')}`;
      throw unavailable({ code: 'llm-unusable', message, details: { problems } });
    }
    return { value: { text: asked.reply.text, calls }, provenance: provenanceOf(question, prompt, [asked]) };
  });
}

function wireTool({ name, description, parameters }: Tool): ChatCompletionTool {
  const { schema, isStrict } = replyShape(parameters);
  return { type: 'function', function: { name, description, parameters: schema, strict: isStrict } };
}

function usedTools(results: readonly ToolResult[]): ChatCompletionMessageParam[] {
  if (results.length === 0) return [];
  const calls = results.map(({ call: { id, name, args } }) => ({
    ...{ id, type: 'function' as const, function: { name, arguments: JSON.stringify(args) } },
  }));
  return [
    { role: 'assistant', content: null, tool_calls: calls },
    ...results.map(({ call, result }) => ({
      ...{ role: 'tool' as const, tool_call_id: call.id, content: JSON.stringify(result) },
    })),
  ];
}

/** A call of a tool that there is, with arguments that fit. */
function readCall({ id, name, args }: WireToolCall, tools: readonly Tool[]): ToolCall {
  const tool = tools.find((known) => known.name === name);
  const read = tool === undefined ? undefined : replyShape(tool.parameters).read(args === '' ? '{}' : args);
  if (read?.ok) return { id, name, args: read.value };
  throw unavailable({
    code: 'llm-wrong-shape',
    message: read
      ? `The model wants to use ${name} with arguments that do not fit: ${read.problem.slice(0, 300)}`
      : `The model wants to use the tool "${name.slice(0, 60)}", which it was not given.`,
    details: { tool: name.slice(0, 60) },
  });
}
