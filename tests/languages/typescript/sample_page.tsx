// A React page: JSX, generics, hooks.
import { useState } from 'react';
import { toast } from 'sonner';
import { useForm } from 'react-hook-form';
import log from 'loglevel';

type Props = { user: { id: string }; onDone?: () => void };

export const Reset = ({ user, onDone }: Props): JSX.Element => {
  const [error, setError] = useState<string | null>(null);

  const submit = async <T,>(value: T): Promise<void> => {
    log.info('Reset asked for', user.id); // log: info "Reset asked for {user_id}"
    try {
      await send(value);
      console.log(`Reset of ${user.id} sent`); // log: info "Reset of {user_id} sent"
    } catch (cause) {
      console.error('Reset failed', cause); // log: error "Reset failed {cause}"
      setError('We could not send the mail'); // error: - "We could not send the mail" audience=customer
      toast.error(`No mail for ${user.id}`); // error: - "No mail for {user_id}" audience=customer
      throw new Error('Reset failed', { cause }); // error: Error "Reset failed"
    }
  };

  return (
    <form onSubmit={() => console.debug('submitted')}> {/* log: debug "submitted" */}
      <p>throw new Error('text of the page')</p>
      <p title="console.log('attribute')">{error && <b>{error}</b>}</p>
      <input {...register('mail', { required: 'Mail is required' })} /> {/* error: - "Mail is required" audience=customer */}
      <input {...register('age', { min: { value: 18, message: 'Too young' }, required: true })} /> {/* error: - "Too young" */}
      <button onClick={() => { alert('Not yet'); }}>Go</button> {/* error: - "Not yet" audience=customer */}
    </form>
  );
};
