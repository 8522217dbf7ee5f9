/** Say what differs, as JSON has it; undefined is null there. */
export function same(got, wanted) {
  const [is, shall] = [got, wanted].map((value) => JSON.stringify(value ?? null));
  if (is !== shall) {
    throw new Error(`is     ${is}\nshould ${shall}`);
  }
}
