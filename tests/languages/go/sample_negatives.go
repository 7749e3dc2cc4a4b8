package a

import (
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"log/slog"
)

type wal struct{ log *raftLog }

func f(w *wal, ship Ship, t *testing.T, err error) error {
	x := math.Log(2)
	y := math.Log2(3)
	w.log.Append("entry")
	w.Log(record)
	ship.Info("Titanic")
	dialog.Error("not a log")
	catalog.Info("x")
	// slog.Info("in a comment")
	s := "slog.Info(\"in a text\")"
	r := `errors.New("in a raw text")`
	t.Log("of a test")
	t.Fatalf("of a test %v", err)
	assert.Equal(t, http.StatusNotFound, code, "should be gone")
	require.NoError(t, err, "no error")
	slog.SetDefault(l)
	slog.With("a", 1)
	logger := slog.New(handler)
	logger.Enabled(ctx, slog.LevelInfo)
	errors.Is(err, os.ErrNotExist)
	errors.As(err, &target)
	errors.Join(err, other)
	fmt.Sprintf("only %s", s)
	fmt.Fprintf(w, "to a writer %s", r)
	fmt.Println()
	panic(err)
	http.StatusText(404)
	w.WriteHeader(http.StatusNotFound)
	c.JSON(http.StatusOK, gin.H{"message": "fine"})
	return err
}
