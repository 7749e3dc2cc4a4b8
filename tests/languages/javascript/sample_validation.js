// Messages of validation rules: the customer reads them in a form.
import { z } from 'zod';
import * as yup from 'yup';
import * as v from 'valibot';
import Joi from 'joi';
import { body } from 'express-validator';
import mongoose from 'mongoose';

const account = z.object({
  name: z.string().min(1, 'Name is required'), // error: - "Name is required" audience=customer
  // error: - "E-mail is required" audience=customer
  // error: - "Not an e-mail" audience=customer
  email: z.string({ required_error: 'E-mail is required' }).email({ message: 'Not an e-mail' }),
  age: z.number({ invalid_type_error: 'Age is a number' }).int(), // error: - "Age is a number" audience=customer
  password: z.string().refine((value) => value.length > 8, { message: 'Password is too short' }), // error: - "Password is too short" audience=customer
});
account.superRefine((value, ctx) => {
  ctx.addIssue({ code: 'custom', message: 'Passwords differ', path: ['password'] }); // error: - "Passwords differ" audience=customer
});
const profile = yup.object({
  // error: - "Nick is required" audience=customer
  // error: - "Nick is too long" audience=customer
  nick: yup.string().required('Nick is required').max(20, 'Nick is too long'),
  site: yup.string().matches(/^https:/, 'Site must be https'), // error: - "Site must be https" audience=customer
});
const order = Joi.object({
  // error: - "Amount is a number" audience=customer
  // error: - "Amount is needed" audience=customer
  amount: Joi.number().messages({ 'number.base': 'Amount is a number', 'any.required': 'Amount is needed' }),
});
const rules = [body('mail').isEmail().withMessage('Mail is wrong')]; // error: - "Mail is wrong" audience=customer
const user = new mongoose.Schema({
  name: { type: String, required: [true, 'Name please'] }, // error: - "Name please" audience=customer
});
const plain = z.string().min(3).describe('no message').default('none');
z.literal('draft');
z.string('Not a text'); // error: - "Not a text" audience=customer
// error: - "Town is a text" audience=customer
// error: - "Town is empty" audience=customer
v.pipe(v.string('Town is a text'), v.nonEmpty('Town is empty'), v.minLength(2, 'Town is short')); // error: - "Town is short" audience=customer
z.string().startsWith('https://').includes('@').describe('The site');
yup.string().oneOf(['a', 'b']);
