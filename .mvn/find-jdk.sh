# Sourced by mvnw and netc (any POSIX shell).
#
# find_jdk N   exports JAVA_HOME as a JDK of version N or newer: JAVA_HOME itself if it is one, else the
#              one that `java` on the PATH belongs to, else the first in the usual folders.
#              Sets jdk_version to its full version. Returns 1, after one line on stderr, if there is none.

find_jdk() {
  if jdk_is "${JAVA_HOME-}" "$1"; then
    return 0
  fi
  jdk_on_path
  for jdk_home in "$jdk_home" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk* /opt/java/* /opt/*jdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.gradle/jdks/* \
    "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if jdk_is "$jdk_home" "$1"; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "no JDK $1 or newer found in JAVA_HOME (${JAVA_HOME:-not set}), on the PATH, in /usr/lib/jvm, /usr/java," \
    "/opt, ~/.sdkman, ~/.jdks or Homebrew; install one, or set JAVA_HOME to its folder" >&2
  return 1
}

# Whether folder $1 holds a JDK of version $2 or newer. Sets jdk_version.
jdk_is() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  jdk_version=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r jdk_key jdk_value; do
      [ "$jdk_key" != JAVA_VERSION ] || jdk_version=$jdk_value
    done <"$1/release"
  fi
  # A JDK without a release file has to be started to be asked.
  [ -n "$jdk_version" ] || jdk_version=$("$1/bin/javac" -version 2>&1) || return 1
  jdk_version=${jdk_version#javac }
  jdk_version=${jdk_version#\"}
  jdk_version=${jdk_version%\"}
  jdk_feature=${jdk_version%%[!0-9]*}
  [ -n "$jdk_feature" ] && [ "$jdk_feature" -ge "$2" ]
}

# Sets jdk_home to the folder of the JDK whose `java` is on the PATH; empty if there is none.
jdk_on_path() {
  jdk_home=$(command -v java) || jdk_home=
  while [ -h "$jdk_home" ]; do
    jdk_link=$(readlink "$jdk_home")
    case $jdk_link in
      /*) jdk_home=$jdk_link ;;
      *) jdk_home=${jdk_home%/*}/$jdk_link ;;
    esac
  done
  jdk_home=${jdk_home%/bin/java}
}
