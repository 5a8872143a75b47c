# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Namespaces that die with the script. Needs say.sh.
#
#	namespace_open		sets the array namespace: the words that start a command as
#				process 1 of its own mount and process namespaces (for an
#				ordinary user: as root of an own user namespace, too);
#				die 3 when the machine does not allow it
#	supervise GRACE COMMAND...	runs it with our standard streams; its exit status
#
# However the script ends, every process below the command ends: on SIGINT, SIGTERM and
# SIGHUP after at most GRACE seconds, on SIGKILL at once. `unshare` blocks SIGTERM and
# process 1 ignores what it has no handler for, so a plain exec would outlive its caller.

namespace=()

namespace_open() {
	local user identity file

	namespace=(unshare --mount --pid --fork --kill-child=KILL)
	if [ "$(id -u)" -ne 0 ]; then
		user=$(id -un)
		identity=$(id -u)
		command -v newuidmap >/dev/null ||
			die 3 "entering the tree as an ordinary user needs newuidmap; install the package uidmap (or run as root)"
		for file in /etc/subuid /etc/subgid; do
			grep -qsE "^($user|$identity):" "$file" ||
				die 3 "$user has no range in $file; as root: $(namespace_range "$user")"
		done
		namespace+=(--user --map-root-user --map-auto)
	fi
	"${namespace[@]}" true 2>/dev/null || namespace_refused
}

# A range that no other user has: sharing one would share their files.
namespace_range() {
	cat /etc/subuid /etc/subgid 2>/dev/null | awk -F: -v user="$1" '
		BEGIN { first = 100000 }
		$2 + $3 > first { first = $2 + $3 }
		END {
			range = first "-" first + 65535
			print "usermod --add-subuids " range " --add-subgids " range " " user
		}'
}

# Which of the several switches is it? The kernel only says "not permitted".
namespace_refused() {
	local answer setting value

	answer=$("${namespace[@]}" true 2>&1 || :)
	for setting in kernel/unprivileged_userns_clone:0 user/max_user_namespaces:0 \
		kernel/apparmor_restrict_unprivileged_userns:1; do
		[ "$(id -u)" -ne 0 ] || break
		value=$(cat "/proc/sys/${setting%:*}" 2>/dev/null || :)
		[ "$value" = "${setting#*:}" ] || continue
		setting=${setting%:*}
		die 3 "user namespaces are switched off here (${answer##*$'\n'}); as root: sysctl ${setting/\//.}=$((value == 1 ? 0 : 1)) (max_user_namespaces: some thousands)"
	done
	case $answer in
	*map-auto* | *option*)
		die 3 "unshare of this machine is too old (${answer##*$'\n'}); util-linux 2.38 is needed, or run as root" ;;
	esac
	die 3 "making a namespace was refused (${answer##*$'\n'}); in a container, start it with the right to mount (CAP_SYS_ADMIN), or run as root"
}

supervise_child='' supervise_signal=''

supervise_alive() {
	kill -0 "$supervise_child" 2>/dev/null
}

# supervise_wait_for TENTHS: false when it still lives afterwards
supervise_wait_for() {
	local left=$1

	while supervise_alive; do
		[ "$left" -gt 0 ] || return 1
		left=$((left - 1))
		sleep 0.1
	done
}

supervise_stop() {
	local signal=$1 grace=$2 first=''

	if [ -z "$supervise_child" ] || [ -n "$supervise_signal" ]; then
		supervise_signal=$signal
		[ -z "$supervise_child" ] || kill -KILL "$supervise_child" 2>/dev/null || :
		return 0
	fi
	supervise_signal=$signal
	# A terminal sends SIGINT to the command as well. A second one would tell many
	# programs to give up what they are just saving, so it gets time first.
	if [ "$signal" != INT ] || ! supervise_wait_for $((grace * 5)); then
		read -r first _ <"/proc/$supervise_child/task/$supervise_child/children" || :
		[ -z "$first" ] || kill -TERM "$first" 2>/dev/null || :
		supervise_wait_for $((grace * 10)) || kill -KILL "$supervise_child" 2>/dev/null || :
	fi
}

supervise() {
	local grace=$1 status again signal

	shift
	supervise_child='' supervise_signal=''
	for signal in INT TERM HUP; do
		# shellcheck disable=SC2064 # the values of now
		trap "supervise_stop $signal $grace" "$signal"
	done
	# bash ignores SIGINT and closes the input of what it runs in the background.
	env --default-signal=INT,QUIT setpriv --pdeathsig KILL -- "$@" <&0 &
	supervise_child=$!
	[ -z "$supervise_signal" ] || kill -KILL "$supervise_child" 2>/dev/null || :
	# Without 2>/dev/null bash would print the whole command when a signal ends it.
	while :; do
		status=0
		wait "$supervise_child" 2>/dev/null || status=$?
		supervise_alive || break
	done
	# A signal can end the wait in the moment in which the command ends.
	again=0
	wait "$supervise_child" 2>/dev/null || again=$?
	[ "$again" -eq 127 ] || status=$again
	supervise_child=''
	trap - INT TERM HUP
	return "$status"
}

# End as the signal would have ended us, so that a calling shell loop stops, too.
supervise_pass_on() {
	[ -n "$supervise_signal" ] || return 0
	trap - "$supervise_signal" EXIT
	kill -"$supervise_signal" $$
}
