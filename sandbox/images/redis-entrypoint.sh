#!/bin/sh
# Behaves as the entrypoint of the official redis image does: options alone mean redis-server, the server gives up
# root, /data belongs to it, and it serves all interfaces without protected mode.
set -e

if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then
	set -- redis-server "$@"
fi

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ] && setpriv --reuid=redis --regid=redis --clear-groups true 2>/dev/null; then
	find . \! -user redis -exec chown redis '{}' + 2>/dev/null || true
	exec setpriv --reuid=redis --regid=redis --clear-groups "$0" "$@"
fi

if [ "$(umask)" = 0022 ]; then
	umask 0077
fi

# The official server is built with protected mode off; Debian's has it on. An option counts more than a file, so
# one is added only where neither the options nor the configuration file speak of it.
if [ "$1" = redis-server ]; then
	case " $* " in
	*" --protected-mode "* | *" --version "* | *" -v "* | *" --help "* | *" -h "* | *" --test-memory "* | *" --check-system "*) ;;
	*)
		if [ ! -r "$2" ] || ! grep -qiE '^[[:space:]]*protected-mode[[:space:]]' "$2"; then
			set -- "$@" --protected-mode no
		fi
		;;
	esac
fi

exec "$@"
