/** A postmortem as a team writes it, of as many pages as wanted. */
export function postmortem(parts: number): string {
  const sections = Array.from({ length: parts }, (_, index) => part(index + 1));
  return [HEAD, ...sections].join('\n\n');
}

const HEAD = `# Checkout fails after deploy 4.12

**Status:** resolved · **Severity:** critical · **Owner:** \`payments\`

## Summary

On 20 November the checkout refused one in three payments for 41 minutes. Ελληνικά, русский, čeština, français.

## Whys

![Why tree](whydunit:whys)

## What happened

![Timeline](whydunit:timeline)`;

const SENTENCE =
  'The pool of connections was smaller than the number of workers, so each of them waited for another until the load balancer gave up and answered in their place.';

function part(number: number): string {
  const rows = Array.from(
    { length: 12 },
    (_, row) => `| 2026-11-20 02:${String(10 + row)}:00 UTC | ${SENTENCE} | app-${row}.log |`,
  );
  return `## Part ${number}

${SENTENCE} ${SENTENCE} **${SENTENCE}**

- ${SENTENCE}
- [ ] An action that is open
- [x] An action that is done

| Time | What happened | Source |
| --- | --- | --- |
${rows.join('\n')}

### Details of part ${number}

\`\`\`
2026-11-20T02:41:03.904Z ERROR pool exhausted after 30000 ms, 5 of 5 connections are in use by checkout-service
    at Pool.acquire (pool.js:41:11)
\`\`\`

> ${SENTENCE}

${SENTENCE} ${SENTENCE} See [the ticket](https://tracker.example.com/INC-${number}).`;
}
