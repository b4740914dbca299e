// A flood of DNS queries over UDP to 127.0.0.1, cheaper per query than the server that it asks: it sends and receives by
// the batch and looks at nothing in an answer.
//
//   flood PORT SECONDS QUERIES        lines "NAME TYPE" with type A only
//
// Each of 16 sockets keeps at most 32 queries under way; what is not answered within a tenth of a second counts as lost.
// Prints answers per second and how many they were.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { SOCKETS = 16, WINDOW = 32, MOST_QUERY = 300, MOST_ANSWER = 1500 };

static unsigned char (*queries)[MOST_QUERY];
static int *lengths, count;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static void read_queries(const char *path) {
  char name[256];
  FILE *file = fopen(path, "r");
  if (!file) { perror(path); exit(2); }
  while (fscanf(file, "%255s %*s", name) == 1) {
    queries = realloc(queries, (count + 1) * sizeof *queries);
    lengths = realloc(lengths, (count + 1) * sizeof *lengths);
    unsigned char *query = memset(queries[count], 0, MOST_QUERY);
    int at = 12;
    query[5] = 1;
    for (char *label = strtok(name, "."); label; label = strtok(NULL, ".")) {
      query[at] = strlen(label);
      memcpy(query + at + 1, label, query[at]);
      at += 1 + query[at];
    }
    query[at + 2] = query[at + 4] = 1;
    lengths[count++] = at + 5;
  }
}

int main(int argc, char **argv) {
  if (argc != 4) { fprintf(stderr, "usage: flood PORT SECONDS QUERIES\n"); return 64; }
  read_queries(argv[3]);
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct pollfd sockets[SOCKETS];
  static struct mmsghdr out[WINDOW], in[WINDOW];
  static struct iovec to[WINDOW], from[WINDOW];
  static unsigned char answers[WINDOW][MOST_ANSWER];
  int waiting[SOCKETS] = {0}, next = 0;
  long answered = 0;
  double began = now(), end = began + atof(argv[2]), heard[SOCKETS];
  for (int i = 0; i < SOCKETS; i++) {
    sockets[i] = (struct pollfd){socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), POLLIN, 0};
    if (connect(sockets[i].fd, (struct sockaddr *)&server, sizeof server)) { perror("connect"); return 2; }
    heard[i] = began;
  }
  for (int i = 0; i < WINDOW; i++) {
    from[i] = (struct iovec){answers[i], MOST_ANSWER};
    in[i].msg_hdr = (struct msghdr){.msg_iov = &from[i], .msg_iovlen = 1};
    out[i].msg_hdr = (struct msghdr){.msg_iov = &to[i], .msg_iovlen = 1};
  }
  for (double time = began; time < end; time = now()) {
    int idle = 1;
    for (int i = 0; i < SOCKETS; i++) {
      int got = recvmmsg(sockets[i].fd, in, WINDOW, 0, NULL);
      if (got > 0) {
        answered += got;
        waiting[i] = waiting[i] > got ? waiting[i] - got : 0;
        heard[i] = time;
        idle = 0;
      } else if (time - heard[i] > 0.1) {
        waiting[i] = 0;
        heard[i] = time;
      }
      int room = WINDOW - waiting[i];
      for (int k = 0; k < room; k++, next = (next + 1) % count) to[k] = (struct iovec){queries[next], lengths[next]};
      int sent = room ? sendmmsg(sockets[i].fd, out, room, 0) : 0;
      if (sent > 0) waiting[i] += sent;
    }
    if (idle) poll(sockets, SOCKETS, 1);
  }
  printf("%.0f %ld\n", answered / (now() - began), answered);
  return 0;
}
