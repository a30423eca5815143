/**
 * The agent of every story: a shell script that costs next to nothing and writes down, outside the repository, what it was sent and what it did.
 * `$J` is its journal folder. An agent that gets no prompt does nothing.
 */
export const agentScript = (journal: string, body: string): string => String.raw`#!/bin/sh
J='${journal}'
me="$CAR_TURN-$$"
note() { printf '%s %s\n' "$1" "$CAR_RUN_ID-$CAR_TURN $2" >> "$J/journal"; }
note started "$$"
prompt=$(cat)
[ -n "$prompt" ] || exit 1
printf '%s' "$prompt" > "$J/$CAR_RUN_ID-$me.part"
mv "$J/$CAR_RUN_ID-$me.part" "$J/$CAR_RUN_ID-$me.prompt"
n=$(expr "$CAR_TICKET" : '.*TICKET-\([0-9]*\)')
told() { case "$prompt" in *"$1"*) return 0;; *) return 1;; esac; }
work() { note works "$me"; printf '%s\n' "$me" >> "work-$n.txt"; note worked "$me"; }
finish() { sed -i 's/^done: .*/done: true/' "$CAR_TICKET"; }
attach() { mkdir -p "$CAR_DISPATCH_DIR/$(dirname "$1")"; printf 'attachment %s' "$me" > "$CAR_DISPATCH_DIR/$1"; note attached "$me $1"; }
dispatch() {
	printf -- '---\nmode: %s\ntitle: Message %s\n---\nTOKEN-%s.\n' "$1" "$me" "$me" > "$J/dispatch.$$"
	note sends "$me"
	mv "$J/dispatch.$$" "$CAR_DISPATCH_FILE"
	note sent "$me"
}
command() {
	printf '{"id":"%s","at":"2026-01-01T00:00:00.000Z",%s}\n' "$1" "$2" > "$J/command.$$"
	note posts "$1"
	mkdir -p "$(dirname "$CAR_DISPATCH_FILE")/commands"
	mv "$J/command.$$" "$(dirname "$CAR_DISPATCH_FILE")/commands/$1.json"
	note posted "$1"
}
${body}
note ended "$me"
echo "Turn $CAR_TURN is over"
`;
