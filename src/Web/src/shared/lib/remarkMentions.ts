interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
  data?: { hName: string; hProperties: Record<string, unknown> };
}

/** Shows `@[Name](user:id)` as a name: without this it would be an `@` and a link that leads nowhere. */
export function remarkMentions() {
  return visit;
}

function visit({ children = [] }: Node): void {
  children.forEach((node, index) => {
    const before = children[index - 1];
    if (
      node.type === 'link' &&
      node.url?.startsWith('user:') &&
      before?.type === 'text' &&
      before.value?.endsWith('@')
    ) {
      before.value = before.value.slice(0, -1);
      node.children = [{ type: 'text', value: '@' }, ...(node.children ?? [])];
      node.data = { hName: 'strong', hProperties: { className: ['mention'] } };
    }
    visit(node);
  });
}
