export function Local({ text }: { text: string }) {
  return <i class="local">{text}</i>;
}
