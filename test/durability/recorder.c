// Loaded before libc (LD_PRELOAD) into a process that writes a record: notes every write, truncation and flush of the
// files whose path starts with RECORD_PREFIX, in order, so that a power cut can be replayed at any point; and makes the
// n-th write or flush fail, so that a bad disk can be tried.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FDS 4096
enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, ACK = 4 };
enum { NONE = 0, DATABASE = 1, WAL = 2, ACKS = 3 };

static char kind_of_fd[MOST_FDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static const char *prefix;
static long fault_at = -1, fault_count = 0, seen = 0;
static int fault_errno = EIO, fault_on_sync = 0;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t), (*real_close)(int);
static int (*real_open)(const char *, int, ...);

__attribute__((constructor)) static void start(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_close = dlsym(RTLD_NEXT, "close");
  real_open = dlsym(RTLD_NEXT, "open64");
  prefix = getenv("RECORD_PREFIX");
  const char *log = getenv("RECORD_LOG");
  if (log) log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (getenv("FAULT_AT")) fault_at = atol(getenv("FAULT_AT"));
  if (getenv("FAULT_COUNT")) fault_count = atol(getenv("FAULT_COUNT"));
  if (getenv("FAULT_ON")) fault_on_sync = strcmp(getenv("FAULT_ON"), "sync") == 0;
  if (getenv("FAULT_ERROR")) fault_errno = strcmp(getenv("FAULT_ERROR"), "ENOSPC") == 0 ? ENOSPC : EIO;
}

static int kind_of_path(const char *path) {
  if (!prefix || !path || strncmp(path, prefix, strlen(prefix)) != 0) return NONE;
  const char *rest = path + strlen(prefix);
  return *rest == 0 ? DATABASE : strcmp(rest, "-wal") == 0 ? WAL : strcmp(rest, ".acks") == 0 ? ACKS : NONE;
}

static int kind_of(int fd) { return fd >= 0 && fd < MOST_FDS ? kind_of_fd[fd] : NONE; }

static void note(int op, int kind, uint64_t offset, const void *data, uint64_t length) {
  if (log_fd < 0) return;
  unsigned char head[18] = {op, kind};
  memcpy(head + 2, &offset, 8);
  memcpy(head + 10, &length, 8);
  real_write(log_fd, head, sizeof head);
  if (data) real_write(log_fd, data, length);
}

static int fails(int kind, int is_sync) {
  if (fault_at < 0 || (kind != DATABASE && kind != WAL) || is_sync != fault_on_sync) return 0;
  long n = ++seen;
  if (n < fault_at || n >= fault_at + fault_count) return 0;
  errno = fault_errno;
  return 1;
}

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < MOST_FDS) kind_of_fd[fd] = (char)kind_of_path(path);
  return fd;
}

#define MODE_OF(flags, mode) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); }

int open(const char *path, int flags, ...) { MODE_OF(flags, mode) return opened(real_open(path, flags, mode), path); }
int open64(const char *path, int flags, ...) { MODE_OF(flags, mode) return opened(real_open(path, flags, mode), path); }

int close(int fd) {
  if (fd >= 0 && fd < MOST_FDS) kind_of_fd[fd] = NONE;
  return real_close(fd);
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t offset) {
  int kind = kind_of(fd);
  if (kind == NONE) return real_pwrite(fd, data, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = fails(kind, 0) ? -1 : real_pwrite(fd, data, length, offset);
  int failed = errno;
  if (done > 0) note(WRITE, kind, (uint64_t)offset, data, (uint64_t)done);
  pthread_mutex_unlock(&lock);
  errno = failed;
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
  int kind = kind_of(fd);
  if (kind == NONE) return real_write(fd, data, length);
  pthread_mutex_lock(&lock);
  off_t offset = kind == ACKS ? 0 : lseek(fd, 0, SEEK_CUR);
  ssize_t done = fails(kind, 0) ? -1 : real_write(fd, data, length);
  int failed = errno;
  if (done > 0) note(kind == ACKS ? ACK : WRITE, kind, (uint64_t)offset, data, (uint64_t)done);
  pthread_mutex_unlock(&lock);
  errno = failed;
  return done;
}

static int sync_with(int fd, int (*real)(int)) {
  int kind = kind_of(fd);
  if (kind == NONE) return real(fd);
  pthread_mutex_lock(&lock);
  int done = fails(kind, 1) ? -1 : real(fd);
  int failed = errno;
  if (done == 0) note(SYNC, kind, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = failed;
  return done;
}
int fsync(int fd) { return sync_with(fd, real_fsync); }
int fdatasync(int fd) { return sync_with(fd, real_fdatasync); }

static int truncate_to(int fd, off_t length) {
  int kind = kind_of(fd);
  if (kind == NONE) return real_ftruncate(fd, length);
  pthread_mutex_lock(&lock);
  int done = real_ftruncate(fd, length);
  if (done == 0) note(TRUNCATE, kind, (uint64_t)length, NULL, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate(int fd, off_t length) { return truncate_to(fd, length); }
int ftruncate64(int fd, off_t length) { return truncate_to(fd, length); }
